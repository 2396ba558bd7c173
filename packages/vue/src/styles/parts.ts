import './parts.css'
